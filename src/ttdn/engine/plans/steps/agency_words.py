"""The words that names of agencies are made of: what one begins with, what belongs to it, where a sentence goes on."""

from __future__ import annotations

import re

# what a name of an agency begins with, capitalised as in running text
HEAD = re.compile(
    r"(?:Sở|Bộ(?! (?:tài|dữ|máy|phận|câu|tiêu|hồ|sưu|ảnh|luật|phim))|Ban(?! hành)|[UỦ][ỷy] ban(?: nhân dân)?|"
    r"UBND|UBMTTQ\w*|UBKT|HĐND|Hội đồng|Hội(?! (?:nghị|thảo|thi|chợ|nhập|diễn|họp|trại|báo xuân))|Hiệp hội|"
    r"Liên hiệp|Liên đoàn|Công đoàn|"
    r"Liên minh|Cục|Tổng cục|Chi cục|Vụ(?! việc)|Viện(?! trợ)|Văn phòng|VP|VPUB|Thanh tra(?= (?:tỉnh|huyện|"
    r"thành phố|Sở|Bộ|Chính|Nhà|các sở))|Công an|CA|BCH\w*|BCĐ|BQL|Quân khu|Quân đội|"
    r"Đồn|Đài|Báo và (?:[Đđ]ài )?[Pp]hát thanh(?:,| và| -) [Tt]ruyền hình|Báo(?! cáo| chí(?! [A-ZĐ]))|Tạp chí|"
    r"Thông tấn xã|TTXVN|VTV\d?|VOV\d?|Cổng|Trang(?! (?:trí|bị))|"
    r"Trung tâm|TTYT|TTVH\w*|Trường(?! hợp)|Đại học|Học viện|"
    r"Bệnh viện|Trạm|Phòng(?! (?:chống|ngừa|cháy|bệnh|trừ)|,)|Tỉnh [đĐ]oàn|Thành [đĐ]oàn|Huyện [đĐ]oàn|"
    r"Đoàn (?:giám sát|kiểm tra|khảo sát|thanh tra)(?: liên ngành)?|"
    r"Đoàn(?! (?:kết|viên|ra|vào|công tác(?! [A-ZĐ])))|Mặt trận|MTTQ\w*|Tòa án|TAND|VKSND|Kho bạc|KBNN|"
    r"Bảo hiểm|BHXH|Ngân hàng|Bưu điện|Bưu chính|Viễn thông|VNPT|Viettel|Công ty|Tập đoàn|Tổng công ty|Tỉnh [uủ][ỷy]|"
    r"Thành [uủ][ỷy]|Huyện [uủ][ỷy]|Đảng [uủ][ỷy]|Thường trực|Thủ trưởng|Giám đốc|Chủ tịch|Chánh|Người đứng đầu|"
    r"Bảo tàng|Thư viện|Lực lượng|Cấp [uủ][ỷy]|Cảng|Thống kê(?= (?:tỉnh|thành|cơ sở))|Thuế|Hải quan|CDC|LĐLĐ|"
    r"Tổ công nghệ|Tổ công tác|Tổ giúp việc|Tổ chuyên môn|Đội(?! (?:ngũ|hình|viên|tuyển))|"
    r"Cơ quan|Đơn vị|Doanh nghiệp|Nhà xuất bản|Nhà hát|Trưởng|Hiệu trưởng|Quỹ(?! đất)|Đặc khu|Vườn quốc gia|"
    r"Khu(?= (?:Quản lý|Kinh tế|Công nghệ|Bảo tồn|Di tích|Đường bộ))|Hạt(?= [Kk]iểm lâm)|Điện lực|Chi nhánh|"
    r"Hợp tác xã(?= [A-ZĐ])|"
    r"Nhà (?:thiếu nhi|văn hóa)(?= [A-ZĐ])|Câu lạc bộ(?= [A-ZĐ]))(?![\w])"
)
GENERIC = (
    r"(?:sở|ban|bộ|ngành|cơ quan|đơn vị|địa phương|đoàn thể|tổ chức|hội|hiệp hội|doanh nghiệp|phòng|trường|"
    r"báo(?! chí| cáo)|đài|"
    r"trung tâm|cấp|thành viên|lực lượng|cơ sở|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|cá nhân|nhà trường|"
    r"bệnh viện|hợp tác xã|quận|viện|tập đoàn|công ty|thôn|tổ dân phố|chi cục|cục|vụ)"
)
PLACE_LEVEL = r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|thôn|ấp|khu phố|tổ dân phố)"
EVERY = re.compile(rf"(?:các|những|một số|toàn thể|tất cả các)\s+(?={GENERIC}(?!\w))", re.I)
GENERIC_AT = re.compile(rf"{GENERIC}(?!\w)")
BARE = re.compile(
    rf"{GENERIC}(?:\s*(?:$|[,;.)]|và\s|ngành|đoàn thể|có liên quan|liên quan|của|thuộc|trong|trên|cấp|chức năng|khác))"
)
PRESS_BODY = re.compile(r"(?:cơ quan|đơn vị|tổ chức)\s+(?:báo chí|truyền thông|thông tấn|chuyên môn|ngành dọc|tư vấn)")
LOWER_HEAD = re.compile(
    r"(?:sở|ủy ban nhân dân|công an|trung tâm|đài|báo|hội|phòng|ban quản lý|ban chỉ đạo|văn phòng|bộ chỉ huy|"
    r"cổng thông tin|bệnh viện|trường)\s+(?=\w)"
)
# the words a sentence goes on with after a name: verbs of administration, "để", "trong việc"
STOP = re.compile(
    r"(?:chủ trì|phối hợp|tham mưu|xây dựng|triển khai|tổ chức|thực hiện|hướng dẫn|kiểm tra|theo dõi|đôn đốc|"
    r"tổng hợp|"
    r"báo cáo|đề xuất|cung cấp|rà soát|quản lý|đẩy mạnh|tăng cường|chỉ đạo|căn cứ|có trách nhiệm|có nhiệm vụ|"
    r"chịu trách|"
    r"bố trí|cân đối|thẩm định|trình|ban hành|nâng cao|tiếp tục|thường xuyên|chủ động|kịp thời|duy trì|"
    r"phát huy|khuyến|"
    r"tạo|để|trong|nhằm|khi|theo|về|mở|thông tin|tuyên truyền|phát hiện|tiếp nhận|giải quyết|đăng|sử dụng|lập|"
    r"nghiên cứu|"
    r"giám sát|đánh giá|quán triệt|phân công|phổ biến|cập nhật|hỗ trợ|tham gia|vận động|là|được|phải|cần|không|"
    r"đảm bảo|"
    r"bảo đảm|tiến hành|giúp|làm|gửi|nhất|đặc biệt|xử lý|đưa|in|sản xuất|phát(?! triển)|biên(?! giới| phòng)|xuất bản|"
    r"thành lập|lồng ghép|"
    r"huy động|"
    r"chuẩn bị|khảo sát|hoàn thành|hoàn thiện|thống nhất|tập trung|đề nghị|yêu cầu|định kỳ|h[ằà]ng(?= (?:ngày|"
    r"tuần|tháng|quý|năm))|trước|sau|như|có|"
    r"tìm|giới thiệu|quảng bá|kết nối|tích cực|nghiêm túc|bám sát|lựa chọn|ký|đào tạo|bồi dưỡng|tập huấn|"
    r"truyền thông|"
    r"tạo|vận hành|khai thác|công khai|xác định|điều|lấy|bổ sung|sớm|khẩn trương|chấn chỉnh|xem xét|quan tâm|tự|"
    r"tăng|giảm|củng cố|kiện toàn|giao|ưu tiên|lãnh đạo|đã|sẽ|tham dự|đón|đẩy nhanh)(?!\w)"
)
_COMPLEMENT = (
    r"(?:báo chí|truyền thông|thông tấn|đại diện|chức năng|chuyên môn|quản lý nhà nước|nhà nước|hành chính|"
    r"ngoại giao|"
    r"thành viên|chính trị|xã hội|kinh tế|nghề nghiệp|quần chúng|đoàn thể|du lịch|lữ hành|sự nghiệp|trực thuộc|"
    r"công lập|"
    r"viễn thông|y tế|giáo dục|ngành dọc|quân sự|trung ương|địa phương|việt nam|khác|đối tác|tài trợ|có vốn|"
    r"chủ trì|chủ quản|sản xuất)"
)
GROUP = re.compile(
    rf"(?:(?:các|những|một số|tất cả các)\s+{GENERIC}|(?:cơ quan|đơn vị|địa phương)(?!\w))(?!\w)"
    rf"(?:(?:\s*[,;-]\s*|\s+và\s+)(?:các\s+)?{GENERIC}(?!\w)|\s+(?:ban(?= ngành)|ngành|đơn vị|đoàn thể|"
    rf"địa phương)(?!\w))*"
    rf"(?:(?:\s*[,-]\s*|\s+)(?:và\s+)?{_COMPLEMENT}(?!\w))*",
    re.I,
)
MODIFIER = re.compile(
    rf"\s+(?:(?:có )?liên quan|được (?:giám sát|kiểm tra|thanh tra|khảo sát|phân công|giao nhiệm vụ)"
    rf"|chức năng|cấp {PLACE_LEVEL}(?:, {PLACE_LEVEL})*|trung ương|địa phương"
    rf"|(?:của|thuộc|trong|trực thuộc|tại|ở|trên|đóng trên|trong và ngoài)\s+(?:toàn )?"
    rf"(?:tỉnh|thành phố|huyện|xã|phường|địa phương|trung ương|nước ngoài|địa bàn|ngành|toàn quốc|nước)"
    rf"(?:\s+(?:{PLACE_LEVEL}))?(?!\w)"
    rf"|(?:các )?{PLACE_LEVEL}(?:(?:\s*,\s*|\s+và\s+|\s*-\s*)(?:các )?{PLACE_LEVEL})*(?!\w)|các (?:đảng ủy|"
    rf"cấp ủy|ubnd|ủy ban nhân dân) {PLACE_LEVEL}(?:(?:\s*,\s*|\s+và\s+){PLACE_LEVEL})*|việt nam|tỉnh ủy|"
    rf"thành ủy|huyện ủy|và (?:các )?khu (?:công nghiệp|chế xuất|kinh tế)(?:, khu \w+ \w+)*)"
    r"(?!\w)",
    re.I,
)
# small letters that still belong to a name: "Chi cục Phát triển nông thôn"
NOUN = re.compile(
    r"(?:nông thôn|đô thị|khoáng sản|lâm nghiệp|nông nghiệp|thủy lợi|thủy sản|chăn nuôi|thú y|thực vật|dân số|"
    r"gia đình|"
    r"trẻ em|bệnh tật|dự phòng|đa khoa|chuyên khoa|nhân dân|quân sự|thể thao|du lịch|nghệ thuật|đối ngoại|"
    r"đầu tư(?: xây dựng)?|thương mại|công nghiệp|hành chính công|cơ sở|xã hội|môi trường|hợp tác xã|doanh nghiệp|"
    r"điện tử|thông tin đại chúng|cán bộ|pháp luật|dân tộc|tôn giáo|việc làm|bảo trợ|kinh tế|chế xuất|công nghệ cao|"
    r"công nghệ thông tin|công nghệ|khoa học|giao thông(?: vận tải)?|đường (?:bộ|sắt|thủy)|"
    r"dự án(?: đầu tư)?(?: xây dựng)?(?: các công trình)?|rừng|phòng hộ|đặc dụng|sông|ven biển|hàng không|quốc tế|"
    r"quốc gia|khu vực|dân sự|liên ngành|thông minh|kiểm lâm|biên phòng|cửa khẩu|bảo hiểm|thị trường|chất lượng|"
    r"an toàn thực phẩm|thực phẩm|nước sạch|chính sách|lao động|nghề nghiệp|giáo dục|thanh niên|phụ nữ|nông dân|"
    r"cựu chiến binh|chiến binh|chữ thập đỏ|người cao tuổi|cao tuổi|người khuyết tật|khuyết tật|khuyến nông|"
    r"văn học|văn hóa|truyền hình|phát thanh|sức khỏe|y tế|tài chính|kế hoạch|nhà ở|quỹ đất|di sản|di tích|lưu trú|"
    r"đổi mới sáng tạo|phát triển|cộng đồng|số|cổ phần|một thành viên|trách nhiệm hữu hạn)(?!\w)"
)
